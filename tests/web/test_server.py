"""What a server does beside its service."""

import asyncio
import threading

import pytest

from scorecards.reports.model import Opened
from scorecards.settings import Settings
from scorecards.web import server


@pytest.mark.parametrize("fails", [False, True])
def test_what_the_first_visitor_needs_is_made_ready_beside_the_service(
    file_engine, tmp_path, caplog, fails
):
    stands, begun, ended = threading.Event(), threading.Event(), threading.Event()

    def make_ready():
        begun.set()
        stands.wait(10)
        ended.set()
        if fails:
            raise OSError("no room")

    async def serve():
        made = server.server(
            Settings.from_env({"SCORECARDS_HOME": str(tmp_path)}),
            file_engine,
            screens=(),
            opened=Opened(make_ready=make_ready),
        )
        async with made.lifespan(None):
            assert await asyncio.to_thread(begun.wait, 10)
            assert not ended.is_set()
            stands.set()
            assert await asyncio.to_thread(ended.wait, 10)

    asyncio.run(serve())
    assert ("could not be made ready" in caplog.text) is fails
