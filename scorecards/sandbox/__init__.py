"""Where uploads are opened: in a limited child process, so that a hostile one ends only itself."""
