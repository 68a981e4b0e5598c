using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using Spectre.Console;

namespace CollateralActors.Cli.Margin;

/// <summary>A column of the table of positions.</summary>
internal abstract record PositionColumn(string Name)
{
    public virtual TableColumn Header(int padding) =>
        new TableColumn(Name) { Padding = new Padding(0, 0, padding, 0) }.NoWrap();

    public abstract IReadOnlyList<Text> Cells(IReadOnlyList<PositionReport> positions);

    /// <summary>Words.</summary>
    public sealed record Of(string Name, Func<PositionReport, Text> Cell) : PositionColumn(Name)
    {
        public override IReadOnlyList<Text> Cells(IReadOnlyList<PositionReport> positions) =>
            [.. positions.Select(Cell)];
    }

    /// <summary>A number as it was given.</summary>
    public sealed record Number(string Name, Func<PositionReport, string> Cell) : PositionColumn(Name)
    {
        public override TableColumn Header(int padding) => base.Header(padding).RightAligned();

        public override IReadOnlyList<Text> Cells(IReadOnlyList<PositionReport> positions) =>
            [.. positions.Select(position => new Text(Cell(position)))];
    }

    /// <summary>Amounts, one like the other.</summary>
    public sealed record Money(string Name, Func<PositionReport, Figure?> Figure, bool RoundsUp) : PositionColumn(Name)
    {
        public override TableColumn Header(int padding) => base.Header(padding).RightAligned();

        public override IReadOnlyList<Text> Cells(IReadOnlyList<PositionReport> positions)
        {
            var aligned = new AlignedFigures(positions.Select(Figure));
            return [.. positions.Select(position => new Text(aligned.Text(Figure(position), RoundsUp)))];
        }
    }

    /// <summary>Prices, each as its instrument's tick has it.</summary>
    public sealed record Price(string Name, Func<PositionReport, Figure?> Figure, Func<PositionReport, bool> RoundsUp)
        : PositionColumn(Name)
    {
        public override TableColumn Header(int padding) => base.Header(padding).RightAligned();

        public override IReadOnlyList<Text> Cells(IReadOnlyList<PositionReport> positions) =>
            [.. positions.Select(position => new Text(AlignedFigures.Price(Figure(position), RoundsUp(position))))];
    }
}
