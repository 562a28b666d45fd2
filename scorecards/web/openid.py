"""The provider of sign-in, spoken to by OpenID Connect: Authorization Code with PKCE.

Every call may wait for the network, so none is made inside a transaction. What is read about the
provider is kept for an hour; its keys are read again at once when it signs with a new one.
"""

import base64
import hashlib
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from scorecards.accounts.attempts import Attempt, Begun
from scorecards.accounts.signing_in import Identity
from scorecards.settings import OpenId
from scorecards.web import id_tokens
from scorecards.web.id_tokens import NotProvenError, UnknownKeyError


log = logging.getLogger(__name__)
DISCOVERY = "/.well-known/openid-configuration"
SCOPE = "openid profile email"
KEPT_FOR = timedelta(hours=1)
LEFT_ALONE_FOR = timedelta(seconds=10)
TIMEOUT = httpx.Timeout(10.0, connect=5.0)
LONGEST_ANSWER = 1_000_000
CALLBACK = "/oauth2callback"


class UnreachableError(Exception):
    """The provider does not answer, or not as it should. The log says more."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Who came back, and the token that signing out at the provider asks for."""

    who: Identity
    id_token: str


@dataclass(frozen=True, slots=True)
class _Addresses:
    """What the provider says about itself."""

    authorization: str
    token: str
    keys: str
    user_info: str | None
    end_session: str | None
    says_issuer: bool
    secret_in_body: bool
    read_at: datetime


@lru_cache(maxsize=4)
def provider(settings: OpenId) -> "Provider":
    """One for each configuration, so that what was read about the provider is kept."""
    return Provider(settings)


class Provider:
    """Used from several threads at a time."""

    def __init__(self, settings: OpenId) -> None:
        self._settings = settings
        self._certificates = httpx.create_ssl_context()
        self._lock = threading.Lock()
        self._known: _Addresses | None = None
        self._failed_at: datetime | None = None
        self._keys: tuple[KeySet, datetime] | None = None

    def way_there(self, begun: Begun, *, origin: str, now: datetime) -> str:
        """The address that a browser is sent to. UnreachableError."""
        challenge = hashlib.sha256(begun.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": f"{origin}{CALLBACK}",
            "scope": SCOPE,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return _with(self._addresses(now).authorization, asked)

    def way_out(self, id_token: str, *, origin: str, back: str, now: datetime) -> str | None:
        """Where to sign out at the provider, too; None where it offers no such address."""
        end_session = self._addresses(now).end_session
        if end_session is None:
            return None
        asked = {
            "id_token_hint": id_token,
            "client_id": self._settings.client_id,
            "post_logout_redirect_uri": f"{origin}{back}",
        }
        return _with(end_session, asked)

    def check_issuer(self, said: str | None, *, now: datetime) -> None:
        """Against being handed the answer of another provider, as RFC 9207 has it."""
        required = self._addresses(now).says_issuer
        if (said is None and required) or said not in (None, self._settings.issuer):
            raise NotProvenError("the answer is of another provider")

    def prove(self, code: str, attempt: Attempt, *, origin: str, now: datetime) -> Proof:
        """Who came back with this code. NotProvenError or UnreachableError."""
        told = self._redeem(code, attempt, origin=origin, now=now)
        token, access = told.get("id_token"), told.get("access_token")
        if not isinstance(token, str):
            raise NotProvenError("the provider gave no token")
        said = self._checked(token, attempt, now)
        beside: Mapping[str, Any] = {}
        if not {"name", "email"} <= said.keys() and isinstance(access, str):
            beside = self._user_info(access, said["sub"], now)
        name = _text(said, "name") or _text(beside, "name")
        # An address and whether it was verified are taken from the same place.
        email = self._email(said if "email" in said else beside)
        return Proof(Identity(self._settings.issuer, said["sub"], name, email), token)

    def _checked(self, token: str, attempt: Attempt, now: datetime) -> Mapping[str, Any]:
        """With the keys that are known; once more with those of this moment for a new one."""
        for again in (False, True):
            try:
                return id_tokens.claims(
                    token,
                    self._key_set(now, again=again),
                    issuer=self._settings.issuer,
                    client=self._settings.client_id,
                    nonce_hash=attempt.nonce_hash,
                    now=now,
                )
            except UnknownKeyError:
                if again:
                    raise
        raise AssertionError("the second time returns or raises")

    def _email(self, said: Mapping[str, Any]) -> str | None:
        """The address, where the provider says that it verified it or is trusted to have."""
        verified = said.get("email_verified") is True or self._settings.trusts_email
        return _text(said, "email") or None if verified else None

    def _redeem(
        self, code: str, attempt: Attempt, *, origin: str, now: datetime
    ) -> Mapping[str, Any]:
        addresses, mine = self._addresses(now), self._settings
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{origin}{CALLBACK}",
            "code_verifier": attempt.verifier,
        }
        if addresses.secret_in_body:
            form |= {"client_id": mine.client_id, "client_secret": mine.client_secret}
            return self._ask("POST", addresses.token, data=form)
        # As RFC 6749, section 2.3.1 has it: both are encoded as in a form, then joined.
        name, secret = (urlencode({"": each})[1:] for each in (mine.client_id, mine.client_secret))
        return self._ask("POST", addresses.token, data=form, auth=(name, secret))

    def _user_info(self, access: str, subject: str, now: datetime) -> Mapping[str, Any]:
        """What the provider says beside the token; nothing where it is about another person."""
        address = self._addresses(now).user_info
        if address is None:
            return {}
        said = self._ask("GET", address, headers={"Authorization": f"Bearer {access}"})
        if said.get("sub") != subject:
            raise NotProvenError("what the provider says beside the token is of another person")
        return said

    def _addresses(self, now: datetime) -> _Addresses:
        """Who waited while somebody else was told that the provider is down does not ask again."""
        with self._lock:
            if self._known is not None and now - self._known.read_at < KEPT_FOR:
                return self._known
            if self._failed_at is not None and now - self._failed_at < LEFT_ALONE_FOR:
                raise UnreachableError
            self._failed_at = now
            self._known = self._discovered(now)
            self._failed_at = None
            return self._known

    def _discovered(self, now: datetime) -> _Addresses:
        issuer = self._settings.issuer
        said = self._ask("GET", issuer.rstrip("/") + DISCOVERY)
        if said.get("issuer") != issuer:
            log.error("The provider calls itself by another name than SCORECARDS_OPENID_ISSUER")
            raise UnreachableError
        ways = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return _Addresses(
            authorization=_address(said, "authorization_endpoint", issuer),
            token=_address(said, "token_endpoint", issuer),
            keys=_address(said, "jwks_uri", issuer),
            user_info=_address(said, "userinfo_endpoint", issuer, needed=False) or None,
            end_session=_address(said, "end_session_endpoint", issuer, needed=False) or None,
            says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
            secret_in_body=isinstance(ways, list) and "client_secret_post" in ways,
            read_at=now,
        )

    def _key_set(self, now: datetime, *, again: bool) -> KeySet:
        address = self._addresses(now).keys
        with self._lock:
            if again or self._keys is None or now - self._keys[1] >= KEPT_FOR:
                said: Any = self._ask("GET", address)
                try:
                    self._keys = KeySet.import_key_set(said), now
                except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
                    log.error("The provider's keys could not be read")
                    raise UnreachableError from error
            return self._keys[0]

    def _ask(self, method: str, address: str, **given: Any) -> Mapping[str, Any]:
        """A JSON object. NotProvenError where the code is refused, UnreachableError else."""
        try:
            answer = httpx.request(
                method, address, timeout=TIMEOUT, verify=self._certificates, **given
            )
            if len(answer.content) > LONGEST_ANSWER:
                raise ValueError("too long")
            said = answer.json() if answer.status_code in (200, 400) else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            log.error("The provider of sign-in was not reached: %s", type(error).__name__)
            raise UnreachableError from error
        if isinstance(said, dict) and answer.status_code == 200:
            return said
        if isinstance(said, dict) and said.get("error") == "invalid_grant":
            raise NotProvenError("the provider does not accept the code")
        # Such as 401, where it does not know our name or secret.
        log.error("The provider of sign-in answered %s, or not with JSON", answer.status_code)
        raise UnreachableError


def _address(said: Mapping[str, Any], name: str, issuer: str, *, needed: bool = True) -> str:
    """An address of the provider, as safe as that of the issuer itself; empty for none."""
    found = said.get(name, "")
    allowed = ("https://", f"{urlsplit(issuer).scheme}://")
    safe = isinstance(found, str) and found.startswith(allowed)
    if safe or (found == "" and not needed):
        return str(found)
    log.error("The provider of sign-in gives no address for %s", name)
    raise UnreachableError


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) else ""
