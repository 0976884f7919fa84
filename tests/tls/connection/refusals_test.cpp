// The right alert and sentence for each refusal.
