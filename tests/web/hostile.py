"""A provider of sign-in that does as a test tells it: honest by itself, and wrong in one way."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from contextlib import contextmanager

import httpx
import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route


CLIENT, SECRET = "scorecards-test", "for tests: with & and ü"
WRONG_KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
WITHOUT_SIGNATURE, BY_SECRET = "none", "HS256"


class Provider:
    """`claims` changes or, with None, takes away what a token says; `header` its header."""

    def __init__(self):
        self.issuer = ""
        self.honest()

    def honest(self):
        """As before any test."""
        self.keys = [RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})]
        self.signs_with = None
        self.algorithm = "RS256"
        self.claims = {}
        self.user = {
            "sub": "person-1",
            "name": "Ann Lee",
            "email": "Ann.Lee@Example.nhs.uk",
            "email_verified": True,
        }
        self.beside = None
        self.says = {}
        self.answers = 200
        self.error = "invalid_grant"
        self.codes = {}
        self.asked_for_token = []
        self.times_read = {"discovery": 0, "keys": 0}

    # What browsers and the service ask for.

    async def discovery(self, _: Request):
        self.times_read["discovery"] += 1
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/user",
                "end_session_endpoint": f"{self.issuer}/end",
                **self.says,
            }
        )

    async def authorize(self, request: Request):
        asked = dict(request.query_params)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = httpx.URL(asked["redirect_uri"], params={"code": code, "state": asked["state"]})
        return RedirectResponse(str(back), status_code=303)

    async def token(self, request: Request):
        form = await request.form()
        self.asked_for_token.append((dict(form), request.headers.get("authorization")))
        asked = self.codes.pop(form["code"], None)
        challenge = _coded(hashlib.sha256(form["code_verifier"].encode()).digest())
        if asked is None or challenge != asked["code_challenge"] or self.answers != 200:
            return JSONResponse(
                {"error": self.error}, status_code=400 if self.answers == 200 else self.answers
            )
        token = self.signed(self.said(asked["nonce"]))
        return JSONResponse({"access_token": "access", "token_type": "Bearer", "id_token": token})

    async def key_set(self, _: Request):
        self.times_read["keys"] += 1
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.keys]})

    async def user_info(self, _: Request):
        return JSONResponse(self.beside or {"sub": "nobody that was asked for"})

    # What it makes.

    def said(self, nonce):
        now = int(time.time())
        honest = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        every = {**honest, **self.user, **self.claims}
        return {name: value for name, value in every.items() if value is not None}

    def signed(self, claims):
        if self.algorithm in (WITHOUT_SIGNATURE, BY_SECRET):
            head = json.dumps({"alg": self.algorithm, "typ": "JWT", "kid": self.keys[0].kid})
            signed = f"{_coded(head.encode())}.{_coded(json.dumps(claims).encode())}"
            # The public key, which everybody knows, taken for a secret that both sides share.
            secret = self.keys[0].as_pem(private=False)
            mark = hmac.digest(secret, signed.encode(), "sha256")
            return f"{signed}.{_coded(mark) if self.algorithm == BY_SECRET else ''}"
        key = self.signs_with or self.keys[0]
        header = {"alg": self.algorithm, "kid": key.kid}
        return jwt.encode(header, claims, key, algorithms=[self.algorithm])

    def app(self):
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.key_set),
                Route("/user", self.user_info),
            ]
        )


def elliptic():
    return ECKey.generate_key("P-256", {"kid": "second", "use": "sig"})


def _coded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def running(provider: Provider):
    """Serves it on a free port, from a thread of its own."""
    config = uvicorn.Config(provider.app(), port=0, log_level="error", ws="none", lifespan="off")
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run)
    thread.start()
    while not serving.started:
        assert thread.is_alive()
        time.sleep(0.01)
    host, port = serving.servers[0].sockets[0].getsockname()
    provider.issuer = f"http://{host}:{port}"
    try:
        yield provider
    finally:
        serving.should_exit = True
        thread.join(timeout=30)
