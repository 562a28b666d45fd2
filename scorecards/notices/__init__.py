"""What is new to read: raised when something is published, told on screens, sent on later."""
