"""The bot's web application: Slack's request URL, and what tells how the bot is."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.receive.http import SlackEndpoint
from bot.slack.receive.readiness import Readiness
from bot.telemetry import Numbers


def web_app(
    readiness: Readiness, numbers: Numbers, slack: SlackEndpoint | None = None
) -> Starlette:
    """What is served over HTTP. Without `slack`, requests come by Socket Mode instead."""

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        report = await readiness.report()
        return JSONResponse(report, 200 if report["ready"] else 503)

    async def metrics(_request: Request) -> Response:
        return Response(numbers.page(), media_type="text/plain; version=0.0.4")

    return Starlette(
        routes=[
            *([Route("/slack/events", slack.handle, methods=["POST"])] if slack else []),
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", metrics),
        ]
    )
