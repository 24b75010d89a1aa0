"""The register of persons and the bulk matching against it."""
