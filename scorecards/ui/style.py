"""The little that the theme cannot say, as one constant sheet. Holds nothing a user wrote."""

import streamlit as st


SHEET = """<style>
.block-container { padding-top: 3.6rem; padding-bottom: 4rem; max-width: 1480px; }
h1 { padding: 0 0 .2rem 0; letter-spacing: -0.01em; }
[class*="st-key-card-"] { height: 100%; }
[class*="st-key-card-"] h2 { padding: 0 0 .15rem 0; line-height: 1.3; }
[class*="st-key-tiles"] [data-testid="stMetricValue"] { font-weight: 600; font-size: 1.75rem; }
[data-testid="stMetricValue"] div { white-space: normal; overflow: visible; }
[data-testid="stCaptionContainer"] { color: inherit; opacity: .82; }
.st-key-card-learning h2 { margin-bottom: .5rem; }
[class*="st-key-tiles"] [data-testid="stMetricLabel"] p { font-size: .95rem; }
.st-key-sentence p { font-size: 1.1rem; }
.st-key-who button { text-decoration: underline; padding: 0; min-height: 1.6rem; }
[class*="st-key-open-"] button, [class*="st-key-feedback-report-"] button {
  text-decoration: underline; padding: 0; min-height: 1.6rem; text-align: left; }
.st-key-chips button { min-height: 2rem; padding: .1rem .7rem; }
[class*="st-key-stamp-"] p, [class*="st-key-why-"] p { font-size: .82rem; line-height: 1.4; }
[data-testid="stPageLink"] a {
  padding-left: 0; text-decoration: underline; background: none !important; }
[data-testid="stPageLink"] p { color: var(--link, inherit); white-space: normal; }
button:focus-visible, a:focus-visible, summary:focus-visible {
  outline: 3px solid #ffeb3b !important; box-shadow: 0 0 0 5px #212b32 !important; }
[data-testid^="stBaseButton-primary"] { color: light-dark(#ffffff, #12181d); }
[class*="st-key-more-"] > div { flex: 0 0 auto; width: auto; }
[class*="st-key-more-"] > div:has(details[open]) { flex: 1 1 100%; width: 100%; }
[data-testid="stExpander"] summary { opacity: 1; }
[class*="st-key-more-"] summary p { text-decoration: underline; }
[class*="st-key-meaning"] li, [class*="st-key-meaning"] p { font-size: .9rem; line-height: 1.5; }
[data-testid="stTable"] { overflow-x: auto; }
[data-testid="stTable"] td, [data-testid="stTable"] th { padding: .3rem .6rem; }
.st-key-card-kinds [data-testid="stTable"] td *,
.st-key-card-claims [data-testid="stTable"] td:not(:nth-child(3)) * { white-space: nowrap; }
.st-key-card-claims [data-testid="stTable"] td:nth-child(3) { min-width: min(34rem, 70vw); }
.st-key-card-claims [data-testid="stTable"] td:nth-child(3) * { max-width: none; }
[class*="st-key-changes-"] td:not(:first-child) * { white-space: nowrap; }
@media (max-width: 640px) {
  .js-plotly-plot .annotation[data-index] { display: none; }
  .block-container { padding-left: 1rem; padding-right: 1rem; }
  [class*="st-key-tiles"] [data-testid="stMetricValue"] { font-size: 1.3rem; }
  .st-key-figure-detail { overflow-x: auto; }
  .st-key-figure-detail > div { min-width: 640px; }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-filters, .st-key-chips,
  [class*="st-key-detail"], [class*="st-key-not-printed"], .st-key-card-change,
  .st-key-card-invite, .st-key-who a, .st-key-who button { display: none !important; }
  [class*="st-key-card-"] { break-inside: avoid; }
  .st-key-card-matrix { break-inside: auto; border: 0; padding: 0; }
  .st-key-card-matrix td, .st-key-card-matrix th { padding: .15rem .3rem !important; }
  .st-key-card-matrix td *, .st-key-card-matrix th * { font-size: .66rem !important; }
  .st-key-card-matrix tr { break-inside: avoid; }
}
</style>"""


def apply() -> None:
    st.html(SHEET)
