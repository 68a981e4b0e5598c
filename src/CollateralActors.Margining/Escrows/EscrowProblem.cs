namespace CollateralActors.Margining.Escrows;

/// <summary>What is wrong with a programme.</summary>
/// <param name="Place">Where in it, such as <c>exits[1].then[0].amount</c>.</param>
/// <param name="What">What is wrong and what would be right.</param>
public sealed record EscrowProblem(string Place, string What)
{
    /// <summary>Place and what is wrong.</summary>
    public override string ToString() => $"{Place}: {What}";
}
