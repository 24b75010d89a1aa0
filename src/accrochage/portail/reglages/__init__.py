"""What the operator changes without restarting: settings that have a registry, and notices."""
