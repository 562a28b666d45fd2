"""A browser that lies: over the socket it sends whatever it likes for the widgets of a screen.

Streamlit corrects what a choice gives back, and hands a callback what was sent.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

from tests.isolation.nation import FOREIGN
from tests.journeys.canaries import Heard
from tests.security.callers import COOKIE, PATIENCE, STREAM


# What a real browser sends for each kind of widget; the rest says no more than a button.
SENDS = {
    "selectbox": "string_value", "multiselect": "string_array_value", "text_input": "string_value",
    "text_area": "string_value", "button_group": "string_array_value", "radio": "string_value",
    "number_input": "double_value", "date_input": "string_array_value",
    "plotly_chart": "string_value", "arrow_data_frame": "string_value",
    "slider": "double_array_value",
}  # fmt: skip
LONG = "x" * 10_000
# How a value of each kind is written into the state of a widget.
FORGERIES: Mapping[str, Callable[[WidgetState], object]] = {
    "a foreign trust": lambda state: _texts(state, FOREIGN),
    "own and foreign": lambda state: state.string_array_value.data.extend(["NMU", FOREIGN]),
    "a foreign group": lambda state: _texts(state, "own-13"),
    "a long text": lambda state: _texts(state, LONG),
    "a list of long texts": lambda state: state.string_array_value.data.extend([LONG, FOREIGN]),
    "a place that is not there": lambda state: setattr(state, "int_value", 10**6),
    "a negative place": lambda state: setattr(state, "int_value", -1),
    "places that are not there": lambda state: state.int_array_value.data.extend([-1, 10**6]),
    "no number": lambda state: setattr(state, "double_value", float("nan")),
    "a click on another's mark": lambda state: setattr(state, "string_value", _click(FOREIGN)),
    "a click on nothing known": lambda state: setattr(state, "string_value", '{"selection": 3}'),
}


def _texts(state: WidgetState, text: str) -> None:
    state.string_value = text


def _click(code: str) -> str:
    points = [{"customdata": code, "legendgroup": code, "x": code, "point_index": -1}]
    chosen = {"points": points, "point_indices": [-1, 10**6], "box": [], "lasso": []}
    return json.dumps({"selection": chosen})


class Forger:
    """One open page, all that it was sent, and the widgets that it was drawn with."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self.heard = Heard()
        self.widgets: dict[str, str] = {}
        self.last: list[str] = []
        self._query = self._page = ""

    def open(self, screen: str, **asked: str) -> "Forger":
        self._query, self._page = urlencode(asked), calc_hash(screen)
        self.widgets = {}
        self.last = self.run({})
        return self

    def run(self, forged: Mapping[str, Callable[[WidgetState], object]]) -> list[str]:
        """Sends values for widgets by id, and gives the texts of the run that follows."""
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._page
        for name, write in forged.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = name
            write(state)
        before = len(self.heard.texts)
        self._line.send(asked.SerializeToString())
        while True:
            content = self._line.recv(timeout=PATIENCE)
            self.heard.hear(content)
            told = ForwardMsg.FromString(content)
            kind = told.WhichOneof("type")
            if kind == "delta":
                self._remember(told)
            elif kind == "page_info_changed":
                self._query = told.page_info_changed.query_string
            elif kind == "script_finished":
                return self.heard.texts[before:]

    def taking(self, write: Callable[[WidgetState], object]) -> list[str]:
        """The widgets for which a browser sends values of this kind."""
        example = WidgetState()
        write(example)
        sent = example.WhichOneof("value")
        return [name for name, kind in self.widgets.items() if SENDS.get(kind) == sent]

    def ids(self, part: str) -> list[str]:
        """The widgets in whose key a word stands."""
        return [name for name in self.widgets if part in name]

    def _remember(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        held = getattr(element, kind) if kind else None
        if held is not None and "id" in held.DESCRIPTOR.fields_by_name and held.id:
            self.widgets[held.id] = kind


@contextmanager
def forger(site: str, token: str) -> Iterator[Forger]:
    """A page of somebody who is signed in, before it is opened anywhere."""
    with connect(
        f"ws://{urlsplit(site).netloc}{STREAM}",
        subprotocols=["streamlit", "no-token"],
        origin=site,
        additional_headers={"Cookie": f"{COOKIE}={token}"},
        max_size=None,
    ) as line:
        yield Forger(line)
