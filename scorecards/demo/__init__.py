"""The demonstration nation: fictional trusts and claims, drawn to published proportions."""
