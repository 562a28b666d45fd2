"""Whether what a provider signed says that this person signed in, here and now. No network.

As OpenID Connect Core 1.0, section 3.1.3.7 asks. A token for anybody else besides us is refused.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from scorecards.accounts.sessions import hash_of
from scorecards.accounts.signing_in import LONGEST_SUBJECT


ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY_SECONDS = 60  # by which the two clocks may differ


class NotProvenError(Exception):
    """Why nobody is proved to be anybody; for the trail, never with what was in the token."""


class UnknownKeyError(NotProvenError):
    """Signed with a key that is not among those; it may be a new one."""


def claims(
    token: str, keys: KeySet, *, issuer: str, client: str, nonce_hash: str, now: datetime
) -> Mapping[str, Any]:
    """What the token says. NotProvenError where it is not whole, ours, current and asked for."""
    try:
        registry = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        found = jwt.decode(token, keys, registry=registry).claims
        _expected(issuer, client, now).validate(found)
    except InvalidKeyIdError as error:
        raise UnknownKeyError("the token is signed with an unknown key") from error
    except BadSignatureError as error:
        raise NotProvenError("the token's signature is wrong") from error
    except ClaimError as error:
        raise NotProvenError(f"the token's {error.claim} is wrong or missing") from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotProvenError("the token is not one that can be trusted") from error
    _check_is_for_us_alone(found, client)
    _check_subject(found)
    nonce = found.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(hash_of(nonce), nonce_hash):
        raise NotProvenError("the token's nonce is wrong or missing")
    return found


def _expected(issuer: str, client: str, now: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client},
        exp={"essential": True},
        iat={"essential": True},
        azp={"value": client},
    )


def _check_is_for_us_alone(found: Mapping[str, Any], client: str) -> None:
    if found["aud"] not in (client, [client]):
        raise NotProvenError("the token's aud is wrong or missing")
    if found.get("azp", client) != client:
        raise NotProvenError("the token's azp is wrong or missing")


def _check_subject(found: Mapping[str, Any]) -> None:
    subject = found["sub"]
    if not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise NotProvenError("the token's sub is wrong or missing")
