using Harness.Contracts.Plans;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Harness.Experiments.Training;

/// <summary>
/// Stochastic gradient descent with momentum, PyTorch's formula: g += weight decay * p; v = momentum * v + g; p -= rate * (Nesterov ? g + momentum * v : v).
/// One call of libtorch's fused kernel for all parameters, bit for bit equal to the tensor-by-tensor loop on a CPU and many times cheaper.
/// </summary>
internal sealed class FusedSgd : IDisposable
{
    private readonly jit.CompilationUnit _script;
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _velocities;
    private readonly Scalar _weightDecay;
    private readonly Scalar _momentum;
    private Scalar _learningRate;
    private double _learningRateValue;

    /// <param name="parameters">The network's parameters, already on their device; they stay the network's.</param>
    public FusedSgd(IReadOnlyList<Parameter> parameters, Recipe recipe)
    {
        _parameters = [.. parameters];
        _velocities = [.. parameters.Select(parameter => parameter.detach().clone().zero_().DetachFromDisposeScope())];
        // Scalars made on the fly can be finalised during the native call that reads them; held ones cannot.
        _weightDecay = recipe.WeightDecay.ToScalar();
        _momentum = recipe.Momentum.ToScalar();
        _learningRateValue = recipe.LearningRate;
        _learningRate = _learningRateValue.ToScalar();
        // is_first_step=False is right from the first step on: the velocities start at zero and there is no dampening.
        _script = jit.compile($"""
            def step(parameters: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], weight_decay: float, momentum: float, learning_rate: float):
                torch._fused_sgd_(parameters, gradients, velocities, weight_decay=weight_decay, momentum=momentum, lr=learning_rate, dampening=0.0, nesterov={(recipe.Nesterov ? "True" : "False")}, maximize=False, is_first_step=False)
                return 0

            """);
    }

    /// <summary>One velocity a parameter, in the parameters' order, each of its parameter's shape; zero before the first step.</summary>
    public IReadOnlyList<Tensor> Velocities => _velocities;

    /// <summary>Takes one step and drops the gradients, as <c>zero_grad(set_to_none=True)</c> does.</summary>
    public void Step(double learningRate)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (learningRate != _learningRateValue)
        {
            _learningRate.Dispose();
            _learningRate = learningRate.ToScalar();
            _learningRateValue = learningRate;
        }

        var gradients = new Tensor[_parameters.Length];
        for (var index = 0; index < gradients.Length; index++)
        {
            gradients[index] = _parameters[index].grad!;
        }

        using var zero = (Scalar)_script.invoke("step", _parameters, gradients, _velocities, _weightDecay, _momentum, _learningRate)!;
        foreach (var parameter in _parameters)
        {
            parameter.grad = null;
        }
    }

    public void Dispose()
    {
        _script.Dispose();
        _weightDecay.Dispose();
        _momentum.Dispose();
        _learningRate.Dispose();
        foreach (var velocity in _velocities)
        {
            velocity.Dispose();
        }
    }
}
