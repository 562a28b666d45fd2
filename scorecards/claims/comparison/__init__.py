"""How a trust compares with trusts like it: observed over expected, funnels, groups of peers."""
