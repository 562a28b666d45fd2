"""Are claims notified more often, less often or as before: control charts, and interventions."""
