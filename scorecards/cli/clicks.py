"""A client that visits a scorecard as a browser does: over the socket, timing the server's run."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

from scorecards.errors import UserError
from scorecards.settings import PROJECT


PATIENCE = 60.0
QUADRANT = "figure-quadrant"
ENTRY = {"product": "import serve", "constant": "import scorecards.cli.constant, serve"}


@contextmanager
def served(kind: str) -> Iterator[str]:
    """A server of the product, or of its twin, on a free port of this machine."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", f"{ENTRY[kind]}; serve.main()"],
        cwd=PROJECT,
        env={**os.environ, "PORT": str(port), "SCORECARDS_ORIGIN": f"http://127.0.0.1:{port}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_port(process, port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def check_free(port: int) -> None:
    """Raises UserError where another program has the port."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError as error:
            raise UserError(
                f"Port {port} is taken by another program. Set PORT to another number."
            ) from error


def await_port(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Returns once the server answers. Raises UserError when it ends, or never does."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise UserError("The server did not start. Its own messages say why.")


class Visit:
    """One screen on the first page, with the query of its address, as whom a cookie says."""

    def __init__(self, host: str, query: str, cookie: str) -> None:
        self._socket: ClientConnection = connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(f"http://{host}"),
            additional_headers={"Cookie": cookie},
            max_size=None,
        )
        self._query = query
        self._figure = ""
        arrived = BackMsg()
        arrived.rerun_script.query_string = self._query
        self._run(arrived)

    def click(self, code: str) -> float:
        """Milliseconds from a click on a code's point to the end of the server's run."""
        message = BackMsg()
        message.rerun_script.query_string = self._query
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._figure
        state.string_value = json.dumps(
            {"selection": {"points": [{"customdata": code}], "point_indices": [0],
                           "box": [], "lasso": []}}
        )  # fmt: skip
        began = time.perf_counter()
        self._run(message)
        return 1000 * (time.perf_counter() - began)

    def close(self) -> None:
        self._socket.close()

    def _run(self, message: BackMsg) -> None:
        self._socket.send(message.SerializeToString())
        while True:
            content = self._socket.recv(timeout=PATIENCE)
            told = ForwardMsg.FromString(content if isinstance(content, bytes) else b"")
            kind = told.WhichOneof("type")
            if kind == "delta":
                self._remember(told)
            elif kind == "page_info_changed":
                self._query = told.page_info_changed.query_string
            elif kind == "script_finished":
                return

    def _remember(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        if element.WhichOneof("type") == "plotly_chart" and QUADRANT in element.plotly_chart.id:
            self._figure = element.plotly_chart.id
