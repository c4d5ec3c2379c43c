using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Soffi.Web.Tests.Antivirus;

/// <summary>How the double behaves.</summary>
public enum ClamdMood
{
    /// <summary>Reads the whole stream and judges it.</summary>
    Sound,

    /// <summary>Answers an error.</summary>
    Error,

    /// <summary>Has enough after the first chunk: answers and closes while the rest is still coming.</summary>
    SizeLimit,

    /// <summary>Closes without an answer.</summary>
    Cut,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Answers without end.</summary>
    Endless,
}

/// <summary>
/// Speaks the protocol of <c>man clamd</c> over real TCP: commands ended by a zero byte, a stream of chunks prefixed by their
/// length on four bytes in network order, a last chunk of length zero, one answer ended by a zero byte. Finds the EICAR test
/// string as ClamAV does.
/// </summary>
public sealed class FakeClamd : IDisposable
{
    /// <summary>The test file of eicar.org, which every antivirus reports and which does nothing. Cut in two so that none reports this source.</summary>
    public static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public FakeClamd()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Listen();
    }

    public int Port { get; }

    public ClamdMood Mood { get; set; }

    /// <summary>Bytes of the last stream read whole.</summary>
    public int LastLength { get; private set; }

    public int Streams { get; private set; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task Listen()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                switch (await Command(stream))
                {
                    case "zPING":
                        await Answer(stream, "PONG");
                        break;
                    case "zINSTREAM":
                        Streams++;
                        await Scan(stream);
                        break;
                    default:
                        await Answer(stream, "UNKNOWN COMMAND");
                        break;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side left.
            }
        }
    }

    private async Task Scan(NetworkStream stream)
    {
        var content = new MemoryStream();
        var header = new byte[sizeof(int)];
        while (true)
        {
            await stream.ReadExactlyAsync(header, _end.Token);
            var length = BinaryPrimitives.ReadInt32BigEndian(header);
            if (length == 0)
            {
                break;
            }

            var chunk = new byte[length];
            await stream.ReadExactlyAsync(chunk, _end.Token);
            content.Write(chunk);
            if (Mood == ClamdMood.SizeLimit)
            {
                await Answer(stream, "INSTREAM size limit exceeded. ERROR");
                return;
            }
        }

        LastLength = (int)content.Length;
        var infected = Encoding.Latin1.GetString(content.ToArray()).Contains(Eicar, StringComparison.Ordinal);
        switch (Mood)
        {
            case ClamdMood.Cut:
                return;
            case ClamdMood.Silent:
                await Task.Delay(Timeout.Infinite, _end.Token);
                return;
            case ClamdMood.Error:
                await Answer(stream, "stream: Can't allocate memory ERROR");
                return;
            case ClamdMood.Endless:
                await stream.WriteAsync(new byte[100_000].Select(_ => (byte)'x').ToArray(), _end.Token);
                return;
            default:
                await Answer(stream, infected ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
                return;
        }
    }

    private async Task<string> Command(NetworkStream stream)
    {
        var command = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _end.Token) == 1 && one[0] != 0 && command.Length < 100)
        {
            command.Append((char)one[0]);
        }

        return command.ToString();
    }

    private async Task Answer(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\0"), _end.Token);
}
