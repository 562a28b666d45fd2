"""Streamlit building blocks. The only part of the package that knows the screen."""
