using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Soffi.Web.Infrastructure.Antivirus;

namespace Soffi.Web.Tests.Antivirus;

/// <summary>The antivirus is believed when it speaks, and never taken for satisfied when it does not.</summary>
public sealed class AntivirusScanTests : IDisposable
{
    private readonly FakeClamd _clamd = new();

    public void Dispose() => _clamd.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(1_000_001)]
    public async Task Scan_sound_file_sends_every_byte_and_answers_clean(int length)
    {
        Assert.Equal(AntivirusAnswer.Clean, (await Scan(new byte[length])).Answer);
        Assert.Equal(length, _clamd.LastLength);
    }

    [Fact]
    public async Task Scan_infected_file_names_the_threat()
    {
        var report = await Scan(Encoding.ASCII.GetBytes(FakeClamd.Eicar));

        Assert.Equal(new AntivirusReport(AntivirusAnswer.Infected, "Eicar-Test-Signature"), report);
    }

    [Theory]
    [InlineData(ClamdMood.Error, AntivirusAnswer.Absent)]
    [InlineData(ClamdMood.Cut, AntivirusAnswer.Absent)]
    [InlineData(ClamdMood.Silent, AntivirusAnswer.Absent)]
    [InlineData(ClamdMood.Endless, AntivirusAnswer.Absent)]
    [InlineData(ClamdMood.SizeLimit, AntivirusAnswer.TooLarge)]
    public async Task Scan_daemon_in_trouble_is_never_taken_for_clean(ClamdMood mood, AntivirusAnswer answer)
    {
        _clamd.Mood = mood;

        Assert.Equal(answer, (await Scan(new byte[3_000_000])).Answer);
    }

    [Fact]
    public async Task Scan_no_daemon_is_absent()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.Equal(AntivirusAnswer.Absent, (await Scan([1], o => o.Port = port)).Answer);
        Assert.Equal(AntivirusAnswer.Absent, (await Scan([1], o => o.Host = "")).Answer);
        Assert.Equal(AntivirusAnswer.Absent, (await Scan([1], o => o.Host = "antivirus.invalid")).Answer);
    }

    [Fact]
    public async Task Scan_switched_off_says_so_and_asks_nobody()
    {
        Assert.Equal(AntivirusAnswer.Off, (await Scan([1], o => o.Mode = AntivirusMode.None)).Answer);
        Assert.Equal(0, _clamd.Streams);
    }

    [Fact]
    public async Task Scan_given_up_by_its_caller_stops()
    {
        _clamd.Mood = ClamdMood.Silent;
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scan([1], o => o.TimeoutSeconds = 60, patience.Token));
    }

    [Fact]
    public async Task Ping_answers_pong() =>
        Assert.Equal("PONG", await new ClamdClient("127.0.0.1", _clamd.Port, TimeSpan.FromSeconds(5), TimeProvider.System).Ping(CancellationToken.None));

    [Fact]
    public async Task Scan_is_counted_by_answer()
    {
        var answers = new List<object?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == AntivirusScan.MeterName)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lock (answers)
            {
                answers.Add(tags[0].Value);
            }
        });
        listener.Start();

        await Scan([1]);

        lock (answers)
        {
            Assert.Contains("clean", answers);
        }
    }

    private async Task<AntivirusReport> Scan(byte[] content, Action<AntivirusOptions>? change = null, CancellationToken cancellation = default)
    {
        var options = new AntivirusOptions { Host = "127.0.0.1", Port = _clamd.Port, TimeoutSeconds = 1 };
        change?.Invoke(options);
        using var stream = new MemoryStream(content);
        return await new AntivirusScan(Options.Create(options), TimeProvider.System, NullLogger<AntivirusScan>.Instance).Scan(stream, cancellation);
    }
}
