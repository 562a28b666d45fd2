"""How often one network address may fail to sign in. In this process only: nothing is guessed here.

What is proved is proved to a provider, which counts the failures of an account itself. This bounds
what somebody without an account can make the service do and write down.
"""

import ipaddress
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta


MOST = 100
WITHIN = timedelta(hours=1)
MOST_REMEMBERED = 10_000
HOUSEHOLD = 64  # bits of an IPv6 address that one connection has; the rest is its own to choose


class Throttle:
    """Ways in that were begun or failed, by address; who then signs in is forgiven one."""

    def __init__(self, most: int = MOST, within: timedelta = WITHIN) -> None:
        self._most = most
        self._within = within
        self._lock = threading.Lock()
        self._counted: OrderedDict[str, deque[datetime]] = OrderedDict()

    def allows(self, address: str, now: datetime) -> bool:
        """Whether one more may be tried from here."""
        with self._lock:
            return len(self._of(address, now)) < self._most

    def count(self, address: str, now: datetime) -> None:
        with self._lock:
            found = self._of(address, now)
            found.append(now)
            self._counted[_network(address)] = found
            self._counted.move_to_end(_network(address))
            while len(self._counted) > MOST_REMEMBERED:
                self._counted.popitem(last=False)

    def forgive(self, address: str, now: datetime) -> None:
        with self._lock:
            found = self._of(address, now)
            if found:
                found.pop()

    def _of(self, address: str, now: datetime) -> deque[datetime]:
        found = self._counted.get(_network(address), deque())
        while found and now - found[0] >= self._within:
            found.popleft()
        return found


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False))
