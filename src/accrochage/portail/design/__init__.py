"""Theme, frame, form rendering, components, icons."""
