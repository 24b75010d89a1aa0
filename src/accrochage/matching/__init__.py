"""Finding the person a passage belongs to. Pure: may import ``flux.model``, nothing else of ours."""
