"""The door in front of the screens: the gate, sign-in and the other plain routes."""
