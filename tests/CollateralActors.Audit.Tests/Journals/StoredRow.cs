namespace CollateralActors.Audit.Tests.Journals;

/// <summary>One row of a journal's table, to be changed by a test.</summary>
internal sealed record StoredRow(long Ordering, string PersistenceId, long Sequence, string Manifest, byte[] Payload);
