"""The files that the register is made of: one module each, with COLUMNS, tidy and verify."""
