"""What a person calls the browser that they sit at, from what it says about itself."""

UNKNOWN = "A browser"
# In this order: most say that they are several.
_BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def named(user_agent: str) -> str:
    """Such as “Firefox on Windows”; nothing of what was sent is in it."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in user_agent), UNKNOWN)
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), None)
    return browser if system is None else f"{browser} on {system}"
