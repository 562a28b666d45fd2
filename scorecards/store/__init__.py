"""Everything that changes: the engine, the tables and the transactions. No claims, no screens."""
