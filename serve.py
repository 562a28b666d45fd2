"""The door of the whole service: the screens behind the gate. Run by `make run`."""

import sys

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from scorecards import logs
from scorecards.errors import Refused, UserError
from scorecards.settings import Settings
from scorecards.ui import configuration, navigation, resources
from scorecards.web import server


def application() -> st.App:
    """The ASGI application. UserError where the configuration or the data forbid to start."""
    configuration.check_pinned()
    settings = Settings.from_env()
    screens = [screen.url for screen in navigation.SCREENS]
    database = resources.open_database(settings)
    gate = server.server(settings, database, screens=screens, opened=resources.opened())
    # Else the first run of a process takes the folder for the pages, before the frame names them.
    PagesManager.uses_pages_directory = False
    resources.stand_behind_gate()
    return st.App("app.py", routes=gate.routes, middleware=gate.middleware, lifespan=gate.lifespan)


def main() -> int:
    logs.set_up()
    try:
        server.run(application(), Settings.from_env().port)
    except UserError as error:
        reasons = error.reasons if isinstance(error, Refused) else ()
        sys.stderr.write("".join(f"{line}\n" for line in (str(error), *reasons)))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
