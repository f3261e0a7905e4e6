"""Rendering the form and the other generated partials from the instrument."""
