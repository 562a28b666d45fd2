"""The virus scan, against a scanner of the tests that speaks ClamAV's words over a socket."""

import socket
import struct
import threading
from contextlib import closing, contextmanager

import pytest

from scorecards.documents.antivirus import CLEAN, NOT_SCANNED, scan
from scorecards.documents.checking import check
from scorecards.errors import Refused, UserError
from scorecards.settings import Scanner
from tests.documents.files import pdf, stream
from tests.people.viewers import editor


# The signature that every scanner knows, and that is no virus. In two parts, so that a scanner of
# this machine leaves the file alone.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Answers INSTREAM: a virus where the signature stands in what was sent, or `says`."""

    def __init__(self, line, says=None):
        self._line, self._says = line, says
        self.read = []
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        with closing(self._line.accept()[0]) as caller:
            wire = caller.makefile("rb")
            assert wire.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack(">L", wire.read(4))[0]:
                content += wire.read(length)
            self.read.append(content)
            found = b"Eicar-Signature FOUND" if EICAR in content else b"OK"
            caller.sendall(b"stream: " + found + b"\0" if self._says is None else self._says)
            wire.close()

    def end(self):
        self._thread.join()


@contextmanager
def clamd(says=None, *, path=None):
    line = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    with closing(line):
        line.bind(str(path) if path else ("127.0.0.1", 0))
        line.listen()
        server = Clamd(line, says)
        where = Scanner(path=path) if path else Scanner(None, *line.getsockname())
        yield where, server
        server.end()


def test_a_file_without_a_virus_is_said_to_have_none():
    content = b"x" * 200_000  # in several pieces
    with clamd() as (scanner, server):
        assert scan(content, scanner) == CLEAN
    assert server.read == [content]


def test_a_file_with_a_virus_is_refused():
    with clamd() as (scanner, _), pytest.raises(Refused, match="knows this file as harmful"):
        scan(b"before " + EICAR, scanner)


def test_a_scanner_is_reached_by_a_socket_of_this_machine(tmp_path):
    with clamd(path=tmp_path / "clamd.ctl") as (scanner, _):
        assert scan(b"plain", scanner) == CLEAN


def test_without_a_scanner_it_is_said_that_nothing_was_scanned():
    assert scan(EICAR, None) == NOT_SCANNED
    assert "no scanner is set up" in NOT_SCANNED


@pytest.mark.parametrize(
    "says",
    [b"", b"\0", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OKAY\0", b"UNKNOWN COMMAND\0",
     b"stream: not OK\0", b"x" * 5000],
)  # fmt: skip
def test_an_answer_that_is_not_clear_keeps_nothing(says):
    with clamd(says) as (scanner, _), pytest.raises(UserError, match="did not answer") as told:
        scan(b"plain", scanner)
    assert not isinstance(told.value, Refused)


def test_a_scanner_that_is_not_there_keeps_nothing(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for scanner in (Scanner(host="127.0.0.1", port=port), Scanner(path=tmp_path / "nobody")):
        with pytest.raises(UserError, match="did not answer"):
            scan(b"plain", scanner)


def test_a_scanner_that_never_answers_is_not_waited_for():
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        scanner = Scanner(host="127.0.0.1", port=silent.getsockname()[1])
        with pytest.raises(UserError, match="did not answer"):
            scan(b"plain", scanner, seconds=0.05)


def test_an_uploaded_document_goes_through_the_scanner():
    with clamd() as (scanner, server):
        assert check(editor(), "a.pdf", pdf(), scanner=scanner).scanned == CLEAN
    assert server.read == [pdf()]
    infected = pdf(stream(EICAR, pack=False))
    with clamd() as (scanner, _), pytest.raises(Refused, match="harmful"):
        check(editor(), "a.pdf", infected, scanner=scanner)
