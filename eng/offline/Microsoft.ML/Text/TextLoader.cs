namespace Microsoft.ML.Data;

/// <summary>Reads text files.</summary>
public sealed class TextLoader
{
    private TextLoader()
    {
    }

    /// <summary>How a text file is read.</summary>
    public class Options
    {
        public bool AllowQuoting;

        public char[] Separators = ['\t'];

        public bool TrimWhitespace;

        public bool HasHeader;

        public long? MaxRows;

        public Options()
        {
        }
    }
}
