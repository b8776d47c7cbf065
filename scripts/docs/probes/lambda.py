class Context:
    def get_remaining_time_in_millis(self):
        return 5000


assert handler({"connector": "orders-sink"}, Context())["attempts"] == 1
