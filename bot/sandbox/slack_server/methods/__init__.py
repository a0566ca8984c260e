"""The methods of the Web API, by their families."""
