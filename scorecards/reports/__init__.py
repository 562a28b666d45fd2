"""What leaves the screens as a file: who may have it, how it is made, one writer for a format."""
