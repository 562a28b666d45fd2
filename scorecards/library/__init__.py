"""The Safety and Learning Library: what to read beside a number, and why."""
