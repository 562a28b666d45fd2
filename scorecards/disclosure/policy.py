"""The policy: what may be shown about others, as constants. A change here is a change of policy.

Counts follow the method NHS England uses for hospital episode statistics since September 2018:
https://digital.nhs.uk/data-and-information/data-tools-and-services/data-services/hospital-episode-statistics/change-to-disclosure-control-methodology-for-hes-and-ecds-from-september-2018
Money follows the dominance rules of statistical offices (Handbook on Statistical Disclosure
Control, Eurostat, second edition 2024; defaults of ACRO). Groups follow the rule against
differencing of the Australian Bureau of Statistics. Owner: the data steward.
"""

from datetime import date


POLICY_VERSION = "2026-11"
EFFECTIVE_FROM = date(2026, 11, 24)

# Counts: nought stays, 1 to 7 are hidden, the rest are to the nearest five.
HIDDEN_BELOW = 8
ROUND_TO = 5
# A hidden count must leave this many possible values, whatever else is known.
POSSIBLE_VALUES = 2
# Tables are guarded step by step, which finds less than linear programming over all releases does:
# so they keep more values than must be left.
GUARDED_VALUES = 4

# Money: shown only where all of these hold for the claims, and again for the trusts, behind it.
MONEY_FROM_CLAIMS = 10
MONEY_FROM_TRUSTS = 5
LARGEST_SHARE = 0.70
TWO_LARGEST_SHARE = 0.90
# The rest, without the two largest, is at least this part of the largest (the p per cent rule); and
# a hidden sum cannot be worked out to within this part of itself.
MARGIN = 0.15
MONEY_FIGURES = 2

# Groups of trusts, counted without the viewer's own; two groups are equal or differ by at least so
# many trusts and claims.
SMALLEST_GROUP = 10
GROUPS_DIFFER_BY_TRUSTS = 5
GROUPS_DIFFER_BY_CLAIMS = 10
