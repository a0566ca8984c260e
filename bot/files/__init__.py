"""Calls as files, CSV and XLSX, made on disk and never held in memory."""
