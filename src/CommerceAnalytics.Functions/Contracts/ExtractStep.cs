using CommerceAnalytics.Extracts;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>One statement of the extraction.</summary>
/// <param name="Number">Which of the run's, from 1.</param>
/// <param name="Chunk">What it extracts.</param>
/// <param name="NewDays">
/// Those of its days that the extract does not hold for all of its services: without them, tables cannot be refreshed.
/// </param>
public sealed record ExtractStep(int Number, ExtractChunk Chunk, IReadOnlyList<DateOnly> NewDays);
