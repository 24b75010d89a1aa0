"""Login, logout, passwords: allauth's views at our addresses. A view that is not listed does not exist."""
