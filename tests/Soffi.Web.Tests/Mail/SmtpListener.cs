using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Soffi.Web.Tests.Mail;

/// <summary>
/// A mail server on the loopback that speaks enough SMTP (RFC 5321) for a client to hand over messages: EHLO, MAIL, RCPT,
/// DATA, RSET, NOOP, QUIT. It can be told to refuse.
/// </summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<MimeMessage> _received = [];
    private readonly Task _serving;

    public SmtpListener()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answer to RCPT, when it is not to accept: « 450 4.2.0 later ».</summary>
    public string? Refusal { get; set; }

    public IReadOnlyList<MimeMessage> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await Talk(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // Stopped, or the client left.
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 essai ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                await Read(reader);
            }

            await writer.WriteLineAsync(verb switch
            {
                "EHLO" => "250-essai\r\n250 8BITMIME",
                "RCPT" when Refusal is { } refusal => refusal,
                "QUIT" => "221 bye",
                "STARTTLS" => "502 not here",
                _ => "250 OK",
            });
            if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private async Task Read(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        var message = await MimeMessage.LoadAsync(bytes);
        lock (_received)
        {
            _received.Add(message);
        }
    }
}
