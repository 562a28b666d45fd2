"""Asking ClamAV whether it knows a file as a virus, over its socket (the command INSTREAM).

The file goes over a socket of this machine or its network, to where the operator says. Nothing is
read of the file here.
"""

import logging
import socket
import struct
from contextlib import closing

from scorecards.errors import Refused, UserError
from scorecards.settings import Scanner


_LOG = logging.getLogger(__name__)
SECONDS = 30.0
CLEAN = "no virus found"
NOT_SCANNED = "not scanned for viruses: no scanner is set up"
_NO_ANSWER = (
    "The virus scanner did not answer, so nothing was kept. Try again in a minute; if it stays, "
    "tell whoever runs this service."
)
_CHUNK = 1 << 16
_LONGEST_ANSWER = 1000
_LENGTH = struct.Struct(">L")


def scan(content: bytes, scanner: Scanner | None, *, seconds: float = SECONDS) -> str:
    """What to say of the scan: that no virus was found, or that there is no scanner.

    Raises Refused for a file with a virus, and UserError where the scanner gives no clear answer:
    a file is not kept on a guess.
    """
    if scanner is None:
        return NOT_SCANNED
    try:
        answer = _asked(content, scanner, seconds)
    except OSError as error:
        _LOG.warning("the virus scanner did not answer: %s", type(error).__name__)
        raise UserError(_NO_ANSWER) from error
    verdict = answer.strip(b"\x00\r\n ").removeprefix(b"stream: ")
    if verdict == b"OK":
        return CLEAN
    if verdict.endswith(b" FOUND"):
        _LOG.warning("the virus scanner refused a file")
        raise Refused("The virus scanner knows this file as harmful. Nothing was kept.")
    _LOG.warning("the virus scanner gave no verdict")
    raise UserError(_NO_ANSWER)


def _asked(content: bytes, scanner: Scanner, seconds: float) -> bytes:
    with closing(_connected(scanner, seconds)) as line:
        line.sendall(b"zINSTREAM\x00")
        for start in range(0, len(content), _CHUNK):
            piece = content[start : start + _CHUNK]
            line.sendall(_LENGTH.pack(len(piece)) + piece)
        line.sendall(_LENGTH.pack(0))
        answer = b""
        while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\x00"):
            piece = line.recv(_LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
        return answer


def _connected(scanner: Scanner, seconds: float) -> socket.socket:
    if scanner.path is None:
        return socket.create_connection((scanner.host, scanner.port), timeout=seconds)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(seconds)
    try:
        line.connect(str(scanner.path))
    except OSError:
        line.close()
        raise
    return line
