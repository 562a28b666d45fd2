"""An instance that takes in real claims: people sign in, so nobody chooses who to be."""

from pathlib import Path

from scorecards.settings import Settings


def environment(home: Path) -> dict[str, str]:
    """What such an instance is started with. Nobody asks the provider, which is not there."""
    secret = home.parent / "client-secret"
    secret.write_text("a secret of the tests, long enough to be one", encoding="utf-8")
    secret.chmod(0o600)
    return {
        "SCORECARDS_HOME": str(home),
        "SCORECARDS_SIGN_IN": "openid",
        "SCORECARDS_OPENID_ISSUER": "https://sign-in.example.nhs.uk",
        "SCORECARDS_OPENID_CLIENT": "scorecards",
        "SCORECARDS_OPENID_SECRET_FILE": str(secret),
    }


def settings(home: Path) -> Settings:
    return Settings.from_env(environment(home))
