/** Which way a connection goes: the types of the candidates that were chosen, ours and theirs. */
window.route = async (connection) => {
	const statistics = await connection.peerConnection.getStats();
	const all = [...statistics.values()];
	// Chromium names the pair; Firefox marks it.
	const named = all.find(({ type }) => type === "transport")?.selectedCandidatePairId;
	const pair = statistics.get(named) ?? all.find(({ type, selected }) => type === "candidate-pair" && selected);
	return [pair.localCandidateId, pair.remoteCandidateId].map((id) => statistics.get(id).candidateType);
};
