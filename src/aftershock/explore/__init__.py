"""What a person looks at: lists of the catalogue, agents as their pages tell, neighbourhoods, pictures, exports."""
