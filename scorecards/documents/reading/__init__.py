"""Looking a document through before it is kept: what it is, and what it must not hold."""
