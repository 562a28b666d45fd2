"""Whether the service is well: asked by what watches it, and shown to stewards and auditors."""
