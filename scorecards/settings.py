"""Where things are and how large they may be: from the environment, passed in, never global."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from scorecards.errors import UserError


PROJECT = Path(__file__).resolve().parent.parent
REFERENCE = PROJECT / "data" / "reference"
PROFILES = PROJECT / "data" / "profiles"
LIBRARY = PROJECT / "data" / "library"
THEMES = PROJECT / "data" / "themes"
MEASURES = PROJECT / "data" / "measures"
TERMS = PROJECT / "data" / "terms"
CANDOUR = PROJECT / "data" / "candour"
DEFAULT_PORT = 8501
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
OTHERS = 0o007  # of a file's mode: what everybody may do with it
FEWEST_APPROVALS, MOST_APPROVALS = 0, 2


class SignInBy(StrEnum):
    """How people prove who they are."""

    DEMONSTRATION = "demonstration"
    OPENID = "openid"


@dataclass(frozen=True, slots=True)
class OpenId:
    """The provider of sign-in. `client_secret` comes from a file, never from the environment.

    `trusts_email`: this provider verifies addresses, though its tokens do not say so.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    trusts_email: bool = False


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where ClamAV listens: at a socket of this machine, or else at a host and port."""

    path: Path | None = None
    host: str = ""
    port: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` is what a running instance writes; `database_url` what people write goes to.

    `origin` is the address that people see, without a path; `approvals` how many stewards, other
    than the one who loaded a release, look at it before it can be published. `database_owner_url`
    is for changing tables on PostgreSQL only, and is not set where the application runs. `scanner`
    looks through documents for viruses.
    """

    home: Path
    database_url: str
    port: int = DEFAULT_PORT
    origin: str = f"http://127.0.0.1:{DEFAULT_PORT}"
    sign_in: SignInBy = SignInBy.DEMONSTRATION
    openid: OpenId | None = None
    approvals: int = FEWEST_APPROVALS
    database_owner_url: str | None = None
    scanner: Scanner | None = None

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads what docs/operations/settings.md lists. UserError for a value that cannot be."""
        home = Path(environment.get("SCORECARDS_HOME") or PROJECT / "var").resolve()
        port = environment.get("PORT") or str(DEFAULT_PORT)
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise UserError(f"PORT is “{port}”. Set it to a number from 1 to 65535.")
        sign_in = _sign_in(environment)
        return cls(
            home=home,
            database_url=environment.get("SCORECARDS_DATABASE_URL")
            or f"sqlite:///{home / 'scorecards.db'}",
            port=int(port),
            origin=_origin(environment, int(port)),
            sign_in=sign_in,
            openid=_openid(environment) if sign_in is SignInBy.OPENID else None,
            approvals=_approvals(environment),
            database_owner_url=environment.get("SCORECARDS_DATABASE_OWNER_URL") or None,
            scanner=_scanner(environment),
        )

    @property
    def snapshots(self) -> Path:
        return self.home / "snapshots"

    @property
    def secure(self) -> bool:
        """Whether people come by https, so that cookies are kept from plain http."""
        return self.origin.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds a session's token."""
        return "__Host-sid" if self.secure else "sid"


def _sign_in(environment: Mapping[str, str]) -> SignInBy:
    asked = environment.get("SCORECARDS_SIGN_IN") or SignInBy.DEMONSTRATION.value
    try:
        return SignInBy(asked)
    except ValueError as error:
        raise UserError(
            f"SCORECARDS_SIGN_IN is “{asked}”. Set it to “openid”, or to “demonstration” where all "
            "data is fictional."
        ) from error


def _origin(environment: Mapping[str, str], port: int) -> str:
    asked = environment.get("SCORECARDS_ORIGIN") or f"http://127.0.0.1:{port}"
    whole = _is_address(asked, "https") or _is_address(asked, "http")
    if not whole or asked.count("/") != 2:
        raise UserError(
            f"SCORECARDS_ORIGIN is “{asked}”. Set it to the address that people see, without a "
            "path, such as https://scorecards.example.nhs.uk."
        )
    return asked.lower()


def _openid(environment: Mapping[str, str]) -> OpenId:
    names = (
        "SCORECARDS_OPENID_ISSUER",
        "SCORECARDS_OPENID_CLIENT",
        "SCORECARDS_OPENID_SECRET_FILE",
    )
    missing = [name for name in names if not environment.get(name)]
    if missing:
        raise UserError(
            f"Signing in by OpenID Connect needs {', '.join(missing)}. "
            "docs/operations/sign-in.md says how."
        )
    issuer, client, file = (environment[name] for name in names)
    if not _is_address(issuer, "https") and not _is_address(issuer, "http", hosts=THIS_MACHINE):
        raise UserError(
            f"SCORECARDS_OPENID_ISSUER is “{issuer}”. Set it to the name that the provider has for "
            "itself, which begins with https://."
        )
    return OpenId(issuer, client, _secret(Path(file)), _trusts_email(environment))


def _secret(file: Path) -> str:
    """What a file holds that only this service may read."""
    try:
        secret = file.read_text(encoding="utf-8").strip()
        open_to_all = file.stat().st_mode & OTHERS
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The file {file} of the client secret cannot be read.") from error
    if not secret:
        raise UserError(f"The file {file} of the client secret is empty.")
    if open_to_all:
        raise UserError(
            f"The file {file} of the client secret is open to everybody on this machine. "
            "Close it: chmod 400."
        )
    return secret


def _trusts_email(environment: Mapping[str, str]) -> bool:
    asked = environment.get("SCORECARDS_OPENID_TRUSTS_EMAIL") or "no"
    if asked not in ("yes", "no"):
        raise UserError(f"SCORECARDS_OPENID_TRUSTS_EMAIL is “{asked}”. Set it to “yes” or “no”.")
    return asked == "yes"


def _is_address(asked: str, scheme: str, *, hosts: tuple[str, ...] = ()) -> bool:
    """Whether this is a whole address with nothing after its path, and nobody's name in it."""
    try:
        parts = urlsplit(asked)
        there = parts.scheme == scheme and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    if hosts and parts.hostname not in hosts:
        return False
    return there and asked.isascii() and asked.isprintable() and not set(asked) & set(" @?#\\")


def _approvals(environment: Mapping[str, str]) -> int:
    asked = environment.get("SCORECARDS_APPROVALS") or str(FEWEST_APPROVALS)
    if not asked.isdecimal() or not FEWEST_APPROVALS <= int(asked) <= MOST_APPROVALS:
        raise UserError(
            f"SCORECARDS_APPROVALS is “{asked}”. Set it to a number from {FEWEST_APPROVALS} to "
            f"{MOST_APPROVALS}."
        )
    return int(asked)


def _scanner(environment: Mapping[str, str]) -> Scanner | None:
    asked = environment.get("SCORECARDS_CLAMAV")
    if not asked:
        return None
    if asked.startswith("/"):
        return Scanner(path=Path(asked))
    host, _, port = asked.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise UserError(
            f"SCORECARDS_CLAMAV is “{asked}”. Set it to the path of ClamAV's socket, such as "
            "/run/clamav/clamd.ctl, or to its host and port, such as 127.0.0.1:3310."
        )
    return Scanner(host=host.strip("[]"), port=int(port))
