"""Reading: the bytes of an upload -> text cells, in a limited child process. No meaning yet."""
