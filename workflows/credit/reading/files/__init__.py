"""What attached files hold."""
