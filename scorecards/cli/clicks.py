"""A client that visits a scorecard as a browser does: over the socket, timing the server's run."""

import json
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
ENTRY = {
    "product": "from streamlit.web.cli import main",
    "constant": "import scorecards.cli.constant; from streamlit.web.cli import main",
}


@contextmanager
def served(kind: str) -> Iterator[str]:
    """A server of the product, or of its twin, on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"import sys; sys.argv[0] = 'streamlit'; {ENTRY[kind]}; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "run", "app.py", "--server.port", str(port)],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise UserError("The server of the bench did not start. Run `serve` to see why.")


class Visit:
    """One session on the clinical scorecard of a trust, seen by a data steward."""

    def __init__(self, host: str, trust: str) -> None:
        self._socket: ClientConnection = connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(f"http://{host}"),
            max_size=None,
        )
        self._query = f"trust={trust}&person=steward"
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
