namespace CollateralActors.Actors.Webhooks;

/// <summary>Where a venue outside takes liquidations' orders, and how it is spoken to.</summary>
/// <param name="Endpoint">
/// Takes each order as a POST; https, or http on loopback, where nobody else listens in.
/// </param>
/// <param name="Secret">What messages are signed with, known to both sides; 24 to 64 bytes.</param>
public sealed record WebhookOptions(Uri Endpoint, ReadOnlyMemory<byte> Secret)
{
    private const int ShortestSecret = 24;
    private const int LongestSecret = 64;

    /// <summary>How long an answer is waited for; more than 0.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many orders in one instrument may be on their way at once; 1 or more.</summary>
    public int MostUnderWay { get; init; } = 16;

    /// <summary>
    /// How long an instrument is left alone after a first failure; twice as long after each further one, up to
    /// <see cref="LongestPause"/>.
    /// </summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an instrument is left alone at most, unless the venue asks for longer.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong and what would be right; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems() => [.. FindProblems()];

    private IEnumerable<string> FindProblems()
    {
        if (!Endpoint.IsAbsoluteUri || !IsSafe(Endpoint))
            yield return $"webhook endpoint '{Endpoint}' is not https, nor http on loopback";
        if (Secret.Length is < ShortestSecret or > LongestSecret)
            yield return FormattableString.Invariant(
                $"webhook secret has {Secret.Length} bytes; expected {ShortestSecret} to {LongestSecret}");
        if (Timeout <= TimeSpan.Zero)
            yield return FormattableString.Invariant($"webhook timeout {Timeout:c} is not more than 0");
        if (MostUnderWay < 1)
            yield return FormattableString.Invariant($"{MostUnderWay} orders under way are not 1 or more");
        if (FirstPause <= TimeSpan.Zero || LongestPause < FirstPause)
            yield return FormattableString.Invariant(
                $"pauses {FirstPause:c} to {LongestPause:c} are not more than 0 and in order");
    }

    private static bool IsSafe(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback);
}
