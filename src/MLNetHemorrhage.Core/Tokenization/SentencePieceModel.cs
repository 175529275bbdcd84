namespace MLNetHemorrhage.Tokenization;

/// <summary>The parts of a SentencePiece model file (sentencepiece_model.proto) that decide how text is encoded.</summary>
internal sealed class SentencePieceModel
{
    private const int BytePairModel = 2;
    private static readonly string[] ModelTypes = ["?", "UNIGRAM", "BPE", "WORD", "CHAR"];

    private readonly string _name;

    /// <exception cref="HemorrhageException">The file is damaged.</exception>
    public SentencePieceModel(ReadOnlySpan<byte> data, string name)
    {
        _name = name;
        var fields = new ProtobufReader(data, name);
        while (fields.Next())
        {
            if (fields.Field == 1) ReadPiece(fields.AsBytes());
            else if (fields.Field == 2) ReadTrainer(fields.AsBytes());
            else if (fields.Field == 3) ReadNormalizer(fields.AsBytes());
        }

        if (Texts.Count == 0) throw new HemorrhageException($"{name}: expected a SentencePiece model, found no pieces.");
    }

    public List<string> Texts { get; } = [];

    public List<float> Scores { get; } = [];

    public List<PieceKind> Kinds { get; } = [];

    public int BeginId { get; private set; } = 1;

    public int EndId { get; private set; } = 2;

    public bool ByteFallback { get; private set; }

    public bool AddPrefix { get; private set; } = true;

    public bool RemoveExtraSpaces { get; private set; } = true;

    private int ModelType { get; set; } = 1;

    private bool SpacesAreSuffixes { get; set; }

    private bool EscapesSpaces { get; set; } = true;

    private string NormalizerName { get; set; } = string.Empty;

    private bool HasCharacterMap { get; set; }

    /// <summary>Refuses models that need more than byte-pair encoding of unchanged characters.</summary>
    /// <exception cref="HemorrhageException">The model is of another kind.</exception>
    public void RequireSupported()
    {
        if (ModelType != BytePairModel)
        {
            var found = ModelType > 0 && ModelType < ModelTypes.Length ? ModelTypes[ModelType] : $"type {ModelType}";
            throw new HemorrhageException($"{_name}: expected a BPE model, found {found}, which is not supported.");
        }

        if (HasCharacterMap) throw new HemorrhageException($"{_name}: expected the identity normalizer, found \"{NormalizerName}\" with a character map, which is not supported.");
        if (SpacesAreSuffixes) throw new HemorrhageException($"{_name}: spaces as suffixes are not supported.");
        if (!EscapesSpaces) throw new HemorrhageException($"{_name}: a model that does not write spaces as U+2581 is not supported.");
        var unused = Kinds.IndexOf(PieceKind.Unused);
        if (unused >= 0) throw new HemorrhageException($"{_name}: piece {unused} is of the type UNUSED, which is not supported.");
    }

    private void ReadPiece(ReadOnlySpan<byte> message)
    {
        var id = Texts.Count;
        var (text, score, kind) = (string.Empty, 0f, PieceKind.Normal);
        var fields = new ProtobufReader(message, $"{_name}, piece {id}");
        while (fields.Next())
        {
            if (fields.Field == 1) text = fields.AsText();
            else if (fields.Field == 2) score = fields.AsSingle();
            else if (fields.Field == 3) kind = (PieceKind)fields.AsInteger();
        }

        if (!Enum.IsDefined(kind)) throw new HemorrhageException($"{_name}, piece {id}: expected a type from 1 to 6, found {(int)kind}.");
        if (!float.IsFinite(score)) throw new HemorrhageException($"{_name}, piece {id}: expected a finite score, found {score}.");
        if (kind == PieceKind.Byte && PieceVocabulary.ByteOf(text) is null) throw new HemorrhageException($"{_name}, piece {id}: expected a byte such as <0x0A>, found \"{text}\".");
        Texts.Add(text);
        Scores.Add(score);
        Kinds.Add(kind);
    }

    private void ReadTrainer(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufReader(message, $"{_name}, trainer specification");
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 3:
                    ModelType = fields.AsInteger();
                    break;
                case 24:
                    SpacesAreSuffixes = fields.AsFlag();
                    break;
                case 35:
                    ByteFallback = fields.AsFlag();
                    break;
                case 41:
                    BeginId = fields.AsInteger();
                    break;
                case 42:
                    EndId = fields.AsInteger();
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufReader(message, $"{_name}, normalizer specification");
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1:
                    NormalizerName = fields.AsText();
                    break;
                case 2:
                    HasCharacterMap = !fields.AsBytes().IsEmpty;
                    break;
                case 3:
                    AddPrefix = fields.AsFlag();
                    break;
                case 4:
                    RemoveExtraSpaces = fields.AsFlag();
                    break;
                case 5:
                    EscapesSpaces = fields.AsFlag();
                    break;
            }
        }
    }
}
