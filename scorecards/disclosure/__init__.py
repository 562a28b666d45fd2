"""What may be shown to whom: one policy, one place."""

from scorecards.disclosure.counts import protect_count as protect_count
from scorecards.disclosure.sums import protect_money as protect_money
from scorecards.disclosure.tables import protect_table as protect_table
