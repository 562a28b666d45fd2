"""The mathematics, as pure functions of plain numbers. No claims, no frames, no clock."""
